package io.minova.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class IdentityPropertiesTest {

    @Test
    void hasNoDefaultPassword() {
        assertThatThrownBy(() -> bind(Map.of())).rootCause().hasMessageContaining("NOVA_IDENTITY_PASSWORD is not set");
    }

    @Test
    void spellsOutItsDefaults() {
        assertThat(bind(Map.of("NOVA_IDENTITY_PASSWORD", "p"))).isEqualTo(new IdentityProperties("p", Duration.ofSeconds(3600)));
    }

    @Test
    void takesEveryPropertyFromTheEnvironment() {
        assertThat(bind(Map.of("NOVA_IDENTITY_PASSWORD", "p", "NOVA_IDENTITY_TOKEN_EXPIRATION", "60")))
                .isEqualTo(new IdentityProperties("p", Duration.ofSeconds(60)));
    }

    @Test
    void refusesATokenThatNeverIsGood() {
        assertThatThrownBy(() -> bind(Map.of("NOVA_IDENTITY_PASSWORD", "p", "NOVA_IDENTITY_TOKEN_EXPIRATION", "0")))
                .rootCause()
                .hasMessageContaining("nova.identity.token-expiration must be positive");
    }

    private static IdentityProperties bind(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("nova.identity", Bindable.of(IdentityProperties.class));
    }
}
