package io.semblance.asset.web;

import java.util.List;
import java.util.function.IntSupplier;

import io.semblance.asset.Asset;
import io.semblance.asset.AssetIndex;
import io.semblance.asset.Limits;
import io.semblance.code.IsccId;
import tools.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

/**
 * A page of a listing. One asset may take some MiB, so that a thousand of them would take the memory of all other requests:
 * they are read a few at a time, and the page ends early once it is large. The few are of one state of the index; a page
 * need not be, as a listing of several pages never was.
 *
 * @param index what is listed
 * @param name of the index, for the cursor
 * @param after the last asset of the page before; null for the first page
 * @param limit most assets of the page
 * @param simprints whether they are shown
 */
record AssetPage(AssetIndex index, String name, @Nullable IsccId after, int limit, boolean simprints) {

    /** Assets that are read at once. */
    static final int AT_ONCE = 8;

    byte[] bytes() {
        return JsonOutput.countedBytes(this::write);
    }

    private void write(JsonGenerator json, IntSupplier written) {
        json.writeStartObject();
        json.writeName("assets");
        json.writeStartArray();
        IsccId last = assets(json, written);
        json.writeEndArray();
        json.writeStringProperty("next", last == null ? null : PageCursor.text(name, last));
        json.writeEndObject();
    }

    /** Returns the last asset of the page; null if there is none behind it. One more than needed is read to know that. */
    private @Nullable IsccId assets(JsonGenerator json, IntSupplier written) {
        IsccId last = after;
        int left = limit;
        while (true) {
            int asked = Math.min(AT_ONCE, left + 1);
            List<Asset> few = index.page(last, asked, simprints);
            for (Asset asset : few) {
                if (left == 0 || written.getAsInt() >= Limits.PAGE_BYTES) {
                    return last;
                }
                EntryWriter.write(json, asset);
                last = asset.id();
                left--;
            }
            if (few.size() < asked) {
                return null;
            }
        }
    }
}
