package io.minova.api.web;

import io.minova.api.identity.Tokens;
import io.minova.api.validation.Schemas;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** Assembles the door. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    // 100: deeper than any document of this API, far from the end of a stack.
    private static final int NESTING_MAX = 100;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
            .build())
            .build();
    private final JsonAnswers answers = new JsonAnswers(mapper);
    private final FaultResolver faults = new FaultResolver(answers);

    @Bean
    Schemas schemas() {
        return Schemas.load(mapper);
    }

    @Bean
    FilterRegistrationBean<Gate> gate(Tokens tokens) {
        FilterRegistrationBean<Gate> registration = new FilterRegistrationBean<>(new Gate(tokens, faults));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1); // placement's requests leave before
        registration.addUrlPatterns("/*");
        return registration;
    }

    @Bean
    WebMvcRegistrations microversionRouting() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new MicroversionMapping();
            }
        };
    }

    @Bean
    WebMvcConfigurer apiArguments(Schemas schemas) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArguments(new Bodies(mapper), schemas));
            }

            @Override
            public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
                handlers.add(new AnswerHandler(answers));
            }

            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.addFirst(faults);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectorFaults() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ConnectorFaultValve.class.getName());
            }
        });
    }
}
