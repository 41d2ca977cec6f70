/**
 * The databases: Nova's API database, the cells, and placement's, with one repository per table that matters.
 *
 * <p>Threads: safe for any caller; every method blocks on the database. In EVENTLET that yields the hub, because the drivers talk over sockets.
 * <p>Mirrors {@code nova/db/api/models.py}, {@code nova/db/main/models.py} and the persistence half of {@code nova/objects}.
 * <p>Leaves out soft-deleted rows other than instances, and archiving.
 */
@NullMarked
package io.minova.store;

import org.jspecify.annotations.NullMarked;
