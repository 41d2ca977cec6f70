package io.minova.scheduler;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.scheduler.requestfilters.RequestFilterProperties;
import io.minova.service.ServiceBoot;
import io.minova.store.StoreConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The scheduler's process; placement lives in it. */
@SpringBootApplication
@EnableConfigurationProperties({SchedulerProperties.class, FilterProperties.class, RequestFilterProperties.class, WeigherProperties.class})
@Import(StoreConfiguration.class)
public class SchedulerServiceApplication {

    public static void main(String[] args) {
        BackendSelection selection = BackendSelector.selectFor("scheduler"); // before anything can start a thread
        ServiceBoot.run(SchedulerServiceApplication.class, selection, args);
    }
}
