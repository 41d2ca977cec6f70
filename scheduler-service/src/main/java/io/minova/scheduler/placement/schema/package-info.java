/**
 * What bodies and queries of placement's REST API must look like, told in Java, and what is wrong with one that does not, in the words of Python's
 * jsonschema, which clients' tests read.
 *
 * <p>Threads: shapes are immutable once built. No schema library: these shapes are few, and placement's messages want the schema's path.
 * <p>Mirrors placement's {@code schemas}.
 */
@NullMarked
package io.minova.scheduler.placement.schema;

import org.jspecify.annotations.NullMarked;
