/**
 * Who may do what: rules by role, with a project's own things kept from other projects.
 *
 * <p>Threads: immutable values, safe anywhere.
 * <p>Mirrors {@code nova/policies/base.py}; each resource keeps its rules in its own package, as Nova keeps a file per resource.
 * <p>Leaves out policy files: the rules are Nova's defaults.
 */
@NullMarked
package io.minova.api.policy;

import org.jspecify.annotations.NullMarked;
