package io.semblance.asset.web;

/** What all models of request bodies begin with. */
final class Models {

    private Models() {
    }

    /** Whether the value at hand is an object; a body that is JSON null counts as none at all. */
    static boolean isObject(JsonReading json) {
        if (json.isNull() && json.isRoot()) {
            json.fault("missing", MissingBody.MESSAGE);
            return false;
        }
        return json.object("model_attributes_type", "An object is expected here.");
    }
}
