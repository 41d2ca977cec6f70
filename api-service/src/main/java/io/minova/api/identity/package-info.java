/**
 * As much of Keystone as OpenStack's clients need: accounts seeded at start, signed tokens, the catalog.
 *
 * <p>Threads: immutable after start except the cache of verified tokens and the set of revoked ones, both safe for any caller. Nothing here does I/O.
 * <p>Mirrors {@code keystone/api/auth.py}, {@code keystone/token}; Fernet tokens in spirit: a token carries what it grants, no database is asked.
 * <p>Leaves out creating accounts, application credentials and trusts. A revoked token is forgotten when the API restarts.
 */
@NullMarked
package io.minova.api.identity;

import org.jspecify.annotations.NullMarked;
