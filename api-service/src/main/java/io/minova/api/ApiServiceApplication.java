package io.minova.api;

import io.minova.concurrency.BackendSelection;
import io.minova.concurrency.BackendSelector;
import io.minova.rpc.RpcClient;
import io.minova.rpc.RpcDirectory;
import io.minova.rpcapi.PlacementRpc;
import io.minova.service.ServiceBoot;
import io.minova.store.HostAddresses;
import io.minova.store.PlacementUsages;
import io.minova.store.QuotaConfiguration;
import io.minova.store.StoreConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The API's process. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@Import({StoreConfiguration.class, QuotaConfiguration.class})
public class ApiServiceApplication {

    public static void main(String[] args) {
        BackendSelection selection = BackendSelector.selectFor("api"); // before anything can start a thread
        ServiceBoot.run(ApiServiceApplication.class, selection, args);
    }

    @Bean
    PlacementUsages.Source placementUsages(RpcClient rpc) {
        return rpc.target(PlacementRpc.class)::usages;
    }

    @Bean
    RpcDirectory computeDirectory(HostAddresses addresses) {
        return (topic, server) -> topic.startsWith("compute") && server != null ? addresses.find(server) : List.of();
    }
}
