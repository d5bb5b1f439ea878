/**
 * Start-up only. The rooms below it are the features; each says in its own {@code package-info} what lives there, what
 * may enter and what it may use. Direction of dependency: web, service, backend, record and engine, kernel and code.
 */
@NullMarked
package io.semblance;

import org.jspecify.annotations.NullMarked;
