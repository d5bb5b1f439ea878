/**
 * Who may call: the secrets and the header that carries them, the routes that are open to everybody
 * ({@link io.semblance.access.PublicRoutes}), CORS, and the address to listen on. Default deny: a route that nobody
 * thought of needs the secret. May use Spring Security, the servlet API, {@code config} and {@code problem}; nothing
 * here knows what the routes do.
 */
@NullMarked
package io.semblance.access;

import org.jspecify.annotations.NullMarked;
