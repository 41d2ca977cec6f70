package io.minova.scheduler.placement.web;

import io.minova.concurrency.Time;
import io.minova.scheduler.placement.rest.PlacementApi;
import io.minova.service.RpcProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the servlet to its path. */
@Configuration(proxyBeanMethods = false)
class PlacementWeb {

    @Bean
    ServletRegistrationBean<PlacementServlet> placementServlet(PlacementApi api, RpcProperties properties, Time time) {
        var registration = new ServletRegistrationBean<>(new PlacementServlet(api, properties.secret(), time), PlacementServlet.PATH + "/*");
        registration.setName("placement");
        return registration;
    }
}
