package io.minova.store;

import io.minova.concurrency.Executors;
import io.minova.concurrency.FaultInjection;
import io.minova.concurrency.Time;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The repositories as beans, for services that may reach databases: they import this class. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseProperties.class, QuotaProperties.class})
public class StoreConfiguration {

    @Bean
    Databases databases(DatabaseProperties properties, FaultInjection faults) {
        return new Databases(properties, faults);
    }

    @Bean
    Cells cells(Databases databases, Executors executors) {
        return new Cells(databases, executors);
    }

    @Bean
    InstanceRepository instanceRepository(Time time) {
        return new InstanceRepository(time);
    }

    @Bean
    BuildRequestRepository buildRequestRepository(Databases databases) {
        return new BuildRequestRepository(databases);
    }

    @Bean
    InstanceMappingRepository instanceMappingRepository(Databases databases) {
        return new InstanceMappingRepository(databases);
    }

    @Bean
    HostMappingRepository hostMappingRepository(Databases databases) {
        return new HostMappingRepository(databases);
    }

    @Bean
    FlavorRepository flavorRepository(Databases databases) {
        return new FlavorRepository(databases);
    }

    @Bean
    KeyPairRepository keyPairRepository(Databases databases) {
        return new KeyPairRepository(databases);
    }

    @Bean
    ServiceRepository serviceRepository(Time time) {
        return new ServiceRepository(time);
    }

    @Bean
    ComputeNodeRepository computeNodeRepository(Time time) {
        return new ComputeNodeRepository(time);
    }

    @Bean
    InstanceActionRepository instanceActionRepository(Time time) {
        return new InstanceActionRepository(time);
    }

    @Bean
    MigrationRepository migrationRepository(Time time) {
        return new MigrationRepository(time);
    }

    @Bean
    InstanceFaultRepository instanceFaultRepository() {
        return new InstanceFaultRepository();
    }

    @Bean
    NetworkPortRepository networkPortRepository(Databases databases, Time time) {
        return new NetworkPortRepository(databases, time);
    }

    @Bean
    BlockDeviceMappingRepository blockDeviceMappingRepository(Time time) {
        return new BlockDeviceMappingRepository(time);
    }

    @Bean
    HostAddresses hostAddresses(HostMappingRepository mappings, Time time) {
        return new HostAddresses(mappings, time);
    }

    @Bean
    SqlEndpoint sqlEndpoint(Databases databases) {
        return new SqlEndpoint(databases.statistics());
    }

    @Bean
    RequestSpecRepository requestSpecRepository(Databases databases) {
        return new RequestSpecRepository(databases);
    }

    @Bean
    AggregateRepository aggregateRepository(Databases databases, Time time) {
        return new AggregateRepository(databases, time);
    }

    @Bean
    InstanceGroupRepository instanceGroupRepository(Databases databases, Time time) {
        return new InstanceGroupRepository(databases, time);
    }

    @Bean
    SecurityGroupRepository securityGroupRepository(Databases databases) {
        return new SecurityGroupRepository(databases);
    }

    @Bean
    VolumeRepository volumeRepository(Databases databases, Time time) {
        return new VolumeRepository(databases, time);
    }

    @Bean
    ConsoleAuthTokenRepository consoleAuthTokenRepository(Databases databases, Time time) {
        return new ConsoleAuthTokenRepository(databases, time);
    }

    @Bean
    QuotaRepository quotaRepository(Databases databases) {
        return new QuotaRepository(databases);
    }

    @Bean
    QuotaLimits quotaLimits(QuotaRepository quotas, QuotaProperties properties) {
        return new QuotaLimits(quotas, properties);
    }

    @Bean
    ImageRepository imageRepository(Databases databases) {
        return new ImageRepository(databases);
    }

    @Bean
    IdentityRepository identityRepository(Databases databases) {
        return new IdentityRepository(databases);
    }
}
