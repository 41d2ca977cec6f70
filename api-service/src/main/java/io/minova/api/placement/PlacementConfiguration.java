package io.minova.api.placement;

import io.minova.api.identity.Tokens;
import io.minova.service.RpcProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the filter before everything else of the api. */
@Configuration(proxyBeanMethods = false)
class PlacementConfiguration {

    @Bean
    FilterRegistrationBean<PlacementFilter> placementFilter(Tokens tokens, RpcProperties properties) {
        FilterRegistrationBean<PlacementFilter> registration = new FilterRegistrationBean<>(new PlacementFilter(tokens, properties));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.addUrlPatterns(PlacementFilter.PATH, PlacementFilter.PATH + "/*");
        return registration;
    }
}
