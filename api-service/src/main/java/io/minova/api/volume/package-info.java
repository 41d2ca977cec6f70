/**
 * As much of Cinder as clients need to give servers disks: volumes that hold nothing, one type, and what clients ask before they make one.
 *
 * <p>Threads: stateless: volumes and attachments are in the database. Hosts and the compute API move a volume through its states, not this package.
 * <p>Mirrors {@code cinder/api/v3}, at its oldest microversion, 3.0.
 * <p>Leaves out snapshots, backups, copies of other volumes, transfers, and attachments as a resource. Quotas are unlimited.
 */
@NullMarked
package io.minova.api.volume;

import org.jspecify.annotations.NullMarked;
