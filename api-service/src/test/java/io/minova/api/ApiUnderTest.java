package io.minova.api;

import io.minova.concurrency.Executors;
import io.minova.concurrency.InlineTaskExecutor;
import io.minova.concurrency.Time;
import io.minova.service.NovaProperties;
import io.minova.service.RpcProperties;
import io.minova.store.AggregateRepository;
import io.minova.store.BuildRequestRepository;
import io.minova.store.CellUsages;
import io.minova.store.Cells;
import io.minova.store.ComputeNodeRepository;
import io.minova.store.ConsoleAuthTokenRepository;
import io.minova.store.Databases;
import io.minova.store.FlavorRepository;
import io.minova.store.HostMappingRepository;
import io.minova.store.IdentityRepository;
import io.minova.store.ImageRepository;
import io.minova.store.InstanceActionRepository;
import io.minova.store.InstanceFaultRepository;
import io.minova.store.InstanceGroupRepository;
import io.minova.store.InstanceMappingRepository;
import io.minova.store.InstanceRepository;
import io.minova.store.KeyPairRepository;
import io.minova.store.MigrationRepository;
import io.minova.store.NetworkPortRepository;
import io.minova.store.QuotaLimits;
import io.minova.store.QuotaProperties;
import io.minova.store.QuotaRepository;
import io.minova.store.RequestSpecRepository;
import io.minova.store.SecurityGroupRepository;
import io.minova.store.ServerQuota;
import io.minova.store.ServiceRepository;
import io.minova.store.TestDatabases;
import io.minova.store.UsageCounter;
import io.minova.store.VolumeRepository;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** The whole API on a port of its own, with databases in memory and nobody to send messages to. One for all tests: starting it is the slow part. */
public final class ApiUnderTest {

    private static final ApiUnderTest SHARED = new ApiUnderTest();

    private final ConfigurableApplicationContext context;

    private ApiUnderTest() {
        SpringApplication application = new SpringApplication(Beans.class);
        context = application.run(
                "--server.port=0", "--server.address=127.0.0.1", "--nova.identity.password=secret", "--nova.rpc.secret=shared",
                "--spring.web.resources.add-mappings=false", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                // The connector refuses what it cannot read: expected here, and told to the client.
                "--logging.level.org.apache.coyote=ERROR");
    }

    public static ApiUnderTest shared() {
        return SHARED;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    public ApiClient client() {
        return new ApiClient(port());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = ErrorMvcAutoConfiguration.class)
    @EnableConfigurationProperties({NovaProperties.class, RpcProperties.class})
    @ComponentScan(
            basePackages = "io.minova.api",
            excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = {ApiServiceApplication.class, Beans.class}))
    static class Beans {

        @Bean
        Time time() {
            return Time.system();
        }

        @Bean
        Executors executors() {
            return type -> new InlineTaskExecutor("test", type.poolName());
        }

        @Bean
        TestDatabases testDatabases() {
            return new TestDatabases();
        }

        @Bean(destroyMethod = "")
        Databases databases(TestDatabases test) {
            return test.databases();
        }

        @Bean
        Cells cells(TestDatabases test) {
            return test.cells();
        }

        @Bean
        RecordedMessages messages() {
            RecordedMessages messages = new RecordedMessages();
            messages.answer("aggregateAddHost", true);
            messages.answer("aggregateRemoveHost", true);
            return messages;
        }

        @Bean
        InstanceRepository instances(Time time) {
            return new InstanceRepository(time);
        }

        @Bean
        BuildRequestRepository buildRequests(Databases databases) {
            return new BuildRequestRepository(databases);
        }

        @Bean
        InstanceMappingRepository mappings(Databases databases) {
            return new InstanceMappingRepository(databases);
        }

        @Bean
        FlavorRepository flavors(Databases databases) {
            return new FlavorRepository(databases);
        }

        @Bean
        KeyPairRepository keyPairs(Databases databases) {
            return new KeyPairRepository(databases);
        }

        @Bean
        ServiceRepository services(Time time) {
            return new ServiceRepository(time);
        }

        @Bean
        ComputeNodeRepository computeNodes(Time time) {
            return new ComputeNodeRepository(time);
        }

        @Bean
        InstanceActionRepository actions(Time time) {
            return new InstanceActionRepository(time);
        }

        @Bean
        MigrationRepository migrations(Time time) {
            return new MigrationRepository(time);
        }

        @Bean
        InstanceFaultRepository faults() {
            return new InstanceFaultRepository();
        }

        @Bean
        ImageRepository images(Databases databases) {
            return new ImageRepository(databases);
        }

        @Bean
        NetworkPortRepository ports(Databases databases, Time time) {
            return new NetworkPortRepository(databases, time);
        }

        @Bean
        HostMappingRepository hostMappings(Databases databases) {
            return new HostMappingRepository(databases);
        }

        @Bean
        AggregateRepository aggregates(Databases databases, Time time) {
            return new AggregateRepository(databases, time);
        }

        @Bean
        InstanceGroupRepository groups(Databases databases, Time time) {
            return new InstanceGroupRepository(databases, time);
        }

        @Bean
        RequestSpecRepository requestSpecs(Databases databases) {
            return new RequestSpecRepository(databases);
        }

        @Bean
        SecurityGroupRepository securityGroupRows(Databases databases) {
            return new SecurityGroupRepository(databases);
        }

        @Bean
        VolumeRepository volumes(Databases databases, Time time) {
            return new VolumeRepository(databases, time);
        }

        @Bean
        ConsoleAuthTokenRepository consoleAuthTokenRepository(Databases databases, Time time) {
            return new ConsoleAuthTokenRepository(databases, time);
        }

        @Bean
        QuotaRepository quotas(Databases databases) {
            return new QuotaRepository(databases);
        }

        @Bean
        QuotaProperties quotaProperties() {
            return new QuotaProperties(-1, -1, -1, false, true);
        }

        @Bean
        QuotaLimits quotaLimits(QuotaRepository quotas, QuotaProperties properties) {
            return new QuotaLimits(quotas, properties);
        }

        @Bean
        UsageCounter usageCounter(Cells cells, InstanceRepository instances) {
            return new CellUsages(cells, instances);
        }

        @Bean
        ServerQuota serverQuota(QuotaLimits limits, UsageCounter counter, QuotaProperties properties) {
            return new ServerQuota(limits, counter, properties);
        }

        @Bean
        IdentityRepository identity(Databases databases) {
            return new IdentityRepository(databases);
        }
    }
}
