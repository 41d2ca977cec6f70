/**
 * What projects used over a time, and the audit log of it.
 *
 * <p>Threads: on the request's thread; cells are asked at once on {@code cell_worker}.
 * <p>Mirrors {@code nova/api/openstack/compute/simple_tenant_usage.py, instance_usage_audit_log.py}.
 * <p>Leaves out the audit itself: the log says that no host has run it.
 */
@NullMarked
package io.minova.api.usage;

import org.jspecify.annotations.NullMarked;
