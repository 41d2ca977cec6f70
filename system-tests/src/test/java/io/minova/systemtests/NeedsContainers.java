package io.minova.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Skipped, with the reason in the report, where no Docker engine answers or an image can be neither found nor pulled; one at a time, for they are large. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContainersCondition.class)
@ResourceLock("containers")
@interface NeedsContainers {

    /** Images besides those that the cluster's own are built from. */
    String[] images() default {};
}
