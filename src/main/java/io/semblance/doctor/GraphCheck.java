package io.semblance.doctor;

import io.semblance.graph.GraphAvailability;
import io.semblance.graph.GraphUnavailableException;

/** The library that builds graphs. Its absence is no fault; one that is named and cannot be used refuses the start. */
final class GraphCheck {

    private GraphCheck() {
    }

    static Finding library(Deployment on) {
        try {
            return ofGraph(GraphAvailability.find(on.settings().graph().library()));
        } catch (GraphUnavailableException unusable) {
            return Finding.error(CheckName.GRAPH_LIBRARY, unusable.problem(), unusable.action() + ".");
        }
    }

    static Finding ofGraph(GraphAvailability graph) {
        return graph.library().isPresent()
                ? Finding.fine(CheckName.GRAPH_LIBRARY, graph.describe())
                : Finding.information(CheckName.GRAPH_LIBRARY, graph.describe(),
                        "Mind it only where searches of millions of codes are too slow.");
    }
}
