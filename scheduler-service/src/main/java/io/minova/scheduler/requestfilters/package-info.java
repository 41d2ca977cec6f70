/**
 * What is asked of placement besides room, before any host is looked at: one class per request filter, each off until its option is set. Threads: those of
 * the scheduler's requests.
 *
 * <p>Mirrors {@code nova/scheduler/request_filter.py}. Elsewhere: {@code map_az_to_placement_aggregate} is {@code HostZones}, {@code compute_status_filter}
 * a line of {@code SchedulerManager}. Leaves out what no client can ask for here: {@code transform_image_metadata} (guests have no devices), accelerators,
 * packed virtqueues, remote managed ports, ephemeral encryption, sound, TPM secrets, routed networks; {@code owner_nova_filter}, since all providers are
 * Nova's; {@code require_image_type_support}, since a simulated guest starts from every format and hosts report no such traits.
 */
@NullMarked
package io.minova.scheduler.requestfilters;

import org.jspecify.annotations.NullMarked;
