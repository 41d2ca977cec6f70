package io.minova.api.actions;

import io.minova.api.network.SecurityGroups;
import io.minova.store.ServerSecurityGroups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two actions on a server's security groups. Mirrors {@code nova/api/openstack/compute/security_groups.py: SecurityGroupActionController}. */
@Configuration(proxyBeanMethods = false)
class SecurityGroupActions {

    private final ServerSecurityGroups servers = new ServerSecurityGroups();

    @Bean
    ServerAction addSecurityGroupAction(SecurityGroups groups) {
        return new SecurityGroupAction("addSecurityGroup", ActionPolicies.ADD_SECURITY_GROUP, true, groups, servers);
    }

    @Bean
    ServerAction removeSecurityGroupAction(SecurityGroups groups) {
        return new SecurityGroupAction("removeSecurityGroup", ActionPolicies.REMOVE_SECURITY_GROUP, false, groups, servers);
    }
}
