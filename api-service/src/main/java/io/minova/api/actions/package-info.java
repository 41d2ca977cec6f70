/**
 * POST /servers/{id}/action: one class per action, found by the one key of the body.
 *
 * <p>Threads: on the request's thread; each action is one save with the expected task state and one message.
 * <p>Mirrors the methods with {@code wsgi.action} in {@code nova/api/openstack/compute} and their guards in {@code nova/compute/api.py}.
 * <p>A new action is a new bean here; actions that are not offered answer 400 as unknown ones do in Nova.
 */
@NullMarked
package io.minova.api.actions;

import org.jspecify.annotations.NullMarked;
