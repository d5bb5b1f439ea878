package io.semblance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semblance.asset.AssetDraft;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.BackendReport;
import io.semblance.asset.ForwardingIndexes;
import io.semblance.asset.QueryDraft;
import io.semblance.asset.SearchReport;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;

import org.junit.jupiter.api.Test;

class MeteredIndexesTest {

    private static final String ID = "ISCC:MAIGI5E2N3CKQQAB";
    private static final String UNIT = "ISCC:EADRAC2CSHRTGMRKYIYWCFRNIHEWDP2CSECA22CPJUJNRZOHZDW4DXQ";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void searchesAndWritesAreCountedWithTheWorkOfTheirReports() {
        AssetService service = new AssetService(new MeteredIndexes(memory(), registry));
        service.create("t");
        service.put("t", List.of(new AssetDraft(ID, null, List.of(UNIT), null, null)));
        SearchReport report = service.search("t", new QueryDraft(null, null, List.of(UNIT), null), 10).result()
                .report();
        service.deleteAssets("t", List.of(ID));
        assertThat(
                registry.get(Meters.SEARCH).tag(Meters.PLAN, report.plan()).tag(Meters.EXACT, "true").timer().count())
                .isEqualTo(1);
        assertThat(registry.get(Meters.SEARCH_CODES).counter().count()).isEqualTo((double) report.codesScanned());
        assertThat(registry.get(Meters.SEARCH_BYTES).counter().count()).isEqualTo((double) report.bytesScanned());
        assertThat(registry.get(Meters.SEARCH_SCAN).timer().totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo((double) report.scanNanos());
        assertThat(registry.get(Meters.WRITE_ASSETS).tag(Meters.OPERATION, "put").counter().count()).isEqualTo(1);
        assertThat(registry.get(Meters.WRITE_ASSETS).tag(Meters.OPERATION, "delete").counter().count()).isEqualTo(1);
        assertThat(registry.get(Meters.WRITE).tag(Meters.OPERATION, "put").timer().count()).isEqualTo(1);
    }

    @Test
    void whatTheBackendReportsIsShown() {
        Reporting backend = new Reporting(memory());
        MeteredIndexes indexes = new MeteredIndexes(backend, registry);
        assertThat(indexes.report()).containsSame(backend);
        backend.observers.forEach(observer -> observer.committed(12, 3_000_000));
        assertThat(registry.get(Meters.COMMIT).timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
        assertThat(registry.get(Meters.COMMIT_GROUP).summary().max()).isEqualTo(12);
        assertThat(registry.get(Meters.SCAN_PASSES).functionCounter().count()).isEqualTo(1);
        assertThat(registry.get(Meters.SCAN_REFUSED).functionCounter().count()).isEqualTo(3);
        assertThat(registry.get(Meters.SCAN_QUEUED).gauge().value()).isEqualTo(6);
    }

    @Test
    void backendWithoutAReportHasNoMetersOfItsOwn() {
        assertThat(new MeteredIndexes(memory(), registry).report()).isEmpty();
        assertThat(registry.find(Meters.COMMIT).timer()).isNull();
    }

    private static AssetIndexes memory() {
        return Backends.open(IndexUri.parse("memory://"), BackendSettings.defaults());
    }

    /** A backend that reports numbers that tell each other apart. */
    private static final class Reporting extends ForwardingIndexes implements BackendReport {

        private final List<CommitObserver> observers = new ArrayList<>();

        private Reporting(AssetIndexes indexes) {
            super(indexes);
        }

        @Override
        public Map<String, String> readOnlyIndexes() {
            return Map.of();
        }

        @Override
        public ScanFigures scans() {
            return new ScanFigures(1, 2, 3, 4, 5, 7, 6);
        }

        @Override
        public Map<String, String> failedIndexes() {
            return Map.of();
        }

        @Override
        public List<SetAside> setAside() {
            return List.of();
        }

        @Override
        public Map<String, RecordFigures> records() {
            return Map.of();
        }

        @Override
        public Map<String, List<GraphFigures>> graphs() {
            return Map.of();
        }

        @Override
        public long reserveBytes() {
            return 7;
        }

        @Override
        public void onCommit(CommitObserver observer) {
            observers.add(observer);
        }

        @Override
        public void announceAddress(String address) {
            throw new UnsupportedOperationException();
        }
    }
}
