package io.minova.api;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.rpc.RpcDirectory;
import io.minova.service.ServiceBoot;
import io.minova.store.HostAddresses;
import io.minova.store.StoreConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The API's process. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@Import(StoreConfiguration.class)
public class ApiServiceApplication {

    public static void main(String[] args) {
        BackendSelection selection = BackendSelector.selectFor("api"); // before anything can start a thread
        ServiceBoot.run(ApiServiceApplication.class, selection, args);
    }

    @Bean
    RpcDirectory computeDirectory(HostAddresses addresses) {
        return (topic, server) -> topic.startsWith("compute") && server != null ? addresses.find(server) : List.of();
    }
}
