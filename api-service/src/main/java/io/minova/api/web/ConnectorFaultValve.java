package io.minova.api.web;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Says in JSON what the connector itself refuses, such as a request line that is none.
 *
 * <p>Public with a public constructor because the server creates it by name.
 */
public final class ConnectorFaultValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String key = switch (status) {
            case 400 -> "badRequest";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 413, 431 -> "overLimit";
            default -> "computeFault";
        };
        String message = status == 400 ? "Malformed request: the request line or a header is not valid HTTP." : "The server refused the request.";
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding("UTF-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("{\"" + key + "\": {\"code\": " + status + ", \"message\": \"" + message + "\"}}");
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone; there is nobody to tell.
            container.getLogger().debug("error report not written", e);
        }
    }
}
