/**
 * Which backend a deployment chose: {@link IndexUri} reads the setting, {@link Backends} opens it. Each backend is a room
 * below this one and implements {@code asset.AssetIndexes}; only this room names them all. A backend may use
 * {@code record}, {@code kernel} and {@code code}; nothing here knows HTTP.
 */
@NullMarked
package io.semblance.asset.backend;

import org.jspecify.annotations.NullMarked;
