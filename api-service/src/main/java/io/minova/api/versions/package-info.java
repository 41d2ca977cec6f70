/**
 * The documents by which clients find out what is spoken here; open to everybody.
 *
 * <p>Threads: immutable, safe anywhere.
 * <p>Mirrors {@code nova/api/openstack/compute/versions.py} and the same of Keystone, Glance and Neutron.
 * <p>The maximum microversion announced is {@code Microversion.MAX}: each field and rule up to it is honoured by the resources offered, but for one:
 * servers of a cell that is down are left out of lists where 2.69 shows what the API database knows of them. Later ones are not: 2.97 (shares), 2.98
 * (image properties), 2.100 (scheduler hints in every view), 2.101 (asynchronous volume attach), 2.102 (flavor fields removed).
 */
@NullMarked
package io.minova.api.versions;

import org.jspecify.annotations.NullMarked;
