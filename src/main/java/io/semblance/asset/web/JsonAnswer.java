package io.semblance.asset.web;

import tools.jackson.core.JsonGenerator;

/** An answer that writes itself as JSON; stored JSON can so be spliced in as it is. */
@FunctionalInterface
interface JsonAnswer {

    /** Writes one value. */
    void writeTo(JsonGenerator json);
}
