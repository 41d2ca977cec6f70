package io.minova.api.actions;

import io.minova.api.faults.ApiFault;
import io.minova.api.policy.Rule;
import io.minova.api.servers.ServerLookup;
import io.minova.api.web.Answer;
import io.minova.api.web.ComputeRequest;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/**
 * The actions on a server's addresses, until 2.43. The network facade gives each port one address, and has no floating ones: they say so, as Nova does when
 * Neutron has none left.
 *
 * <p>Mirrors {@code nova/api/openstack/compute/multinic.py: MultinicController} and {@code floating_ips.py: FloatingIPActionController}.
 */
@Configuration(proxyBeanMethods = false)
class AddressActions {

    @Bean
    ServerAction addFixedIpAction() {
        return new AddressAction(
                "addFixedIp", ActionPolicies.ADD_FIXED_IP,
                (id, given) -> ApiFault.badRequest("No fixed IP addresses available for network: " + given.path("networkId").asString("")));
    }

    @Bean
    ServerAction removeFixedIpAction() {
        return new AddressAction(
                "removeFixedIp", ActionPolicies.REMOVE_FIXED_IP,
                (id, given) -> ApiFault.badRequest("Fixed IP " + given.path("address").asString("") + " cannot be removed from instance " + id
                        + ": a port has one address; detach the interface."));
    }

    @Bean
    ServerAction addFloatingIpAction() {
        return new AddressAction("addFloatingIp", ActionPolicies.ADD_FLOATING_IP, (id, given) -> ApiFault.notFound("floating IP not found"));
    }

    @Bean
    ServerAction removeFloatingIpAction() {
        return new AddressAction("removeFloatingIp", ActionPolicies.REMOVE_FLOATING_IP, (id, given) -> ApiFault.notFound("floating IP not found"));
    }

    /** @param refusal of a server's id and what is asked for it */
    private record AddressAction(String key, Rule rule, BiFunction<String, JsonNode, ApiFault> refusal) implements ServerAction {

        private static final int LAST = 43;

        @Override
        public int until() {
            return LAST;
        }

        @Override
        public Answer perform(ComputeRequest request, ServerLookup.Found server, JsonNode argument) {
            throw refusal.apply(server.instance().uuid(), argument);
        }
    }
}
