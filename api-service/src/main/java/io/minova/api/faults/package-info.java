/**
 * What a refused request is told, in the shape of the API it spoke to: Nova's, Keystone's, Glance's or Neutron's.
 *
 * <p>Threads: immutable values, safe anywhere.
 * <p>Mirrors {@code nova/api/openstack/wsgi.py: Fault} and keystonemiddleware's answer to a bad token.
 * <p>Leaves out translation: messages are English.
 */
@NullMarked
package io.minova.api.faults;

import org.jspecify.annotations.NullMarked;
