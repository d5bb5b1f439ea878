package io.semblance.lifecycle;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.semblance.access.ListenAddress;
import io.semblance.asset.AssetIndexes;
import io.semblance.asset.AssetService;
import io.semblance.asset.backend.BackendSettings;
import io.semblance.asset.backend.Backends;
import io.semblance.asset.backend.IndexUri;
import io.semblance.asset.backend.usearch.proposal.GraphRules;
import io.semblance.asset.evidence.Judging;
import io.semblance.config.SemblanceSettings;
import io.semblance.config.StartRefusedException;
import io.semblance.graph.GraphAvailability;
import io.semblance.graph.GraphUnavailableException;
import io.semblance.telemetry.MeteredIndexes;
import io.semblance.telemetry.Release;
import io.semblance.telemetry.Storage;

import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Opens the backend that the settings name and puts it into the order of {@link Phases}. */
@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {

    /** What a phase may take beyond its own bound, so that the bound is kept by the phase itself and not by Spring. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    @Bean
    IndexUri indexUri(SemblanceSettings settings) {
        return IndexUri.parse(settings.indexUri());
    }

    @Bean
    GraphAvailability graph(SemblanceSettings settings) {
        try {
            return GraphAvailability.find(settings.graph().library());
        } catch (GraphUnavailableException unusable) {
            throw new StartRefusedException(sentence(unusable.problem()), sentence(unusable.action()), unusable);
        }
    }

    /** Closed by {@link IndexSaver} alone, hence no destroy method. */
    @Bean(destroyMethod = "")
    MeteredIndexes assetIndexes(IndexUri uri, SemblanceSettings settings, GraphAvailability graph,
            MeterRegistry meters) {
        return new MeteredIndexes(Backends.open(uri, backendSettings(settings, graph)), meters);
    }

    @Bean
    Storage storage(IndexUri uri, MeteredIndexes opened) {
        return Storage.of(uri);
    }

    @Bean
    StartLines startLines(Release release, Storage storage, ListenAddress address, ServerProperties server,
            MeteredIndexes indexes, GraphAvailability graph) {
        return new StartLines(release, storage, address, Ssl.isEnabled(server.getSsl()), indexes.report(), graph);
    }

    @Bean
    LifetimeWarning lifetimeWarning(IndexUri uri, MeteredIndexes opened) {
        return new LifetimeWarning(uri.directory());
    }

    /** Reads the note of the stop before, which needs the data directory to be held. */
    @Bean
    LastStop lastStop(IndexUri uri, MeteredIndexes opened) {
        return new LastStop(uri.directory());
    }

    @Bean
    AssetService assetService(AssetIndexes indexes) {
        return new AssetService(indexes);
    }

    /** How to judge where a request does not say. */
    @Bean
    static Judging usualJudging(SemblanceSettings settings) {
        SemblanceSettings.Search search = settings.search();
        return new Judging(search.match(), search.maxChance(), search.rank(), search.group());
    }

    @Bean
    Loading loading() {
        return new Loading();
    }

    @Bean
    ReadOnlyState readOnlyState(MeteredIndexes indexes) {
        return new ReadOnlyState(indexes.report());
    }

    @Bean
    IndexLoader indexLoader(AssetIndexes indexes, AssetService service, Loading loading, SemblanceSettings settings) {
        return new IndexLoader(indexes, loading,
                settings.demo() ? new DemoIndex(indexes, service, loading)::load : () -> {
                });
    }

    @Bean
    IndexSaver indexSaver(AssetIndexes indexes, Loading loading, SemblanceSettings settings, LastStop note) {
        return new IndexSaver(indexes, loading, settings.saveTimeout(), note);
    }

    @Bean
    TrafficDrain trafficDrain(SemblanceSettings settings, LastStop note) {
        return new TrafficDrain(settings.drain(), note);
    }

    /** Each phase has its own bound instead of one for all; saving is cut by {@link IndexSaver}, never by Spring. */
    @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
    static DefaultLifecycleProcessor lifecycleProcessor(SemblanceSettings settings) {
        DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
        processor.setTimeoutsForShutdownPhases(Map.of(Phases.DRAINING, settings.drain().plus(SLACK).toMillis(),
                Phases.FINISHING, settings.finishTimeout().toMillis(), Phases.SAVING,
                settings.saveTimeout().plus(SLACK).toMillis()));
        return processor;
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private static BackendSettings backendSettings(SemblanceSettings settings, GraphAvailability graph) {
        int threads = settings.scanThreads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.scanThreads();
        return new BackendSettings(settings.matchThresholdUnits(), settings.matchThresholdSimprints(),
                settings.confidenceExponent(), threads, graphRules(settings.graph()), graph.library().orElse(null));
    }

    private static GraphRules graphRules(SemblanceSettings.Graph graph) {
        return new GraphRules(graph.from(), graph.minRecall(), graph.saveInterval(), graph.saveChanges(),
                GraphRules.PROBE_INTERVAL);
    }
}
