package io.semblance.observed;

import java.util.List;

/** Rules that are evaluated together, in this order. */
record RuleGroup(String name, List<Recording> recordings, List<Alert> alerts) {
}
