package io.minova.service;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.minova.concurrency.RequestContext;

/**
 * The shape of a log line: time, level, service, thread, request, logger, text. The same in both backends, so that logs can be compared line by line.
 *
 * <p>Mirrors oslo.log's {@code logging_context_format_string}.
 */
final class LogLine {

    private LogLine() {}

    static String pattern(String service) {
        // In code, because a configuration file costs a tenth of a second of every start.
        PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put("requestId", RequestIdConverter::new);
        return "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level " + service + " [%thread] [%requestId] %logger{0}: %msg%n%ex";
    }

    /** The request that the thread works for. Bound to the thread, so it is right only because lines are written by the thread that logs. */
    static final class RequestIdConverter extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            RequestContext context = RequestContext.current();
            return context == null ? "-" : context.requestId();
        }
    }
}
