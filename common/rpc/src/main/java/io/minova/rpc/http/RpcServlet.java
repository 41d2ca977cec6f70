package io.minova.rpc.http;

import io.minova.rpc.IncomingMessage;
import io.minova.rpc.RpcListener;
import io.minova.rpc.RpcStatistics;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Receives messages by HTTP: checks the shared secret, reads, hands over.
 *
 * <p>Answers 200 with the answer of a call, 202 for a cast that was taken, 503 with {@value HttpRpc#NOT_TAKEN_HEADER} for a message that surely was not
 * taken, 403 without the secret, 400 and 413 for what is no message.
 * <p>Threads: the web server's thread is free once the message is handed over; the handler's thread writes the answer of a call.
 */
public final class RpcServlet extends HttpServlet {

    /** Where the servlet must be mounted. */
    public static final String PATH = HttpRpc.PATH;

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(RpcServlet.class.getName());

    // Ten thousand instances of a compute process in one list fit several times over.
    private static final int MESSAGE_BYTES_MAX = 64 * 1024 * 1024;

    private final transient RpcListener listener;
    private final transient RpcStatistics statistics;
    private final byte[] secret;

    public RpcServlet(RpcListener listener, String secret, RpcStatistics statistics) {
        this.listener = listener;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.statistics = statistics;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String given = request.getHeader(HttpRpc.SECRET_HEADER);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret)) {
            statistics.countRefused();
            LOG.log(System.Logger.Level.WARNING, "Refused a message from {0}: {1} shared secret", request.getRemoteAddr(),
                    given == null ? "no" : "wrong");
            refuse(response, HttpRpc.FORBIDDEN, "The shared secret is missing or wrong");
            return;
        }
        int length = request.getContentLength();
        if (length < 0 || length > MESSAGE_BYTES_MAX) {
            refuse(response, HttpRpc.TOO_LARGE, "A message needs a Content-Length of at most " + MESSAGE_BYTES_MAX);
            return;
        }
        IncomingMessage message;
        try {
            message = listener.read(request.getInputStream().readNBytes(length));
        } catch (IllegalArgumentException e) {
            refuse(response, HttpRpc.BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        switch (message.kind()) {
            case CAST -> takeCast(message, response);
            case CALL -> takeCall(message, request, response);
        }
    }

    private void takeCast(IncomingMessage message, HttpServletResponse response) throws IOException {
        RpcListener.Intake intake = listener.take(message, answer -> {});
        if (intake == RpcListener.Intake.TAKEN) {
            response.setStatus(HttpRpc.ACCEPTED);
            response.setContentLength(0);
        } else {
            notTaken(response, intake);
        }
    }

    private void takeCall(IncomingMessage message, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Before the message is handed over: its handler may answer before this method returns.
        AsyncContext async = request.startAsync(request, response);
        // The sender knows how long it waits.
        async.setTimeout(0);
        RpcListener.Intake intake = listener.take(message, answer -> answer(async, response, message, answer));
        if (intake != RpcListener.Intake.TAKEN) {
            notTaken(response, intake);
            async.complete();
        }
    }

    private static void answer(AsyncContext async, HttpServletResponse response, IncomingMessage message, byte[] answer) {
        try {
            response.setStatus(HttpRpc.OK);
            response.setContentType("application/json");
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        } catch (IOException | IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "The sender of {0} {1} has gone: {2}", message.method(), message.id(), e.toString());
        } finally {
            complete(async, message);
        }
    }

    private static void complete(AsyncContext async, IncomingMessage message) {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "The exchange of {0} {1} had ended: {2}", message.method(), message.id(), e.toString());
        }
    }

    private static void notTaken(HttpServletResponse response, RpcListener.Intake intake) throws IOException {
        response.setHeader(HttpRpc.NOT_TAKEN_HEADER, intake == RpcListener.Intake.NOT_SERVED ? "not-served" : "not-accepting");
        refuse(response, HttpRpc.UNAVAILABLE, intake == RpcListener.Intake.NOT_SERVED ? "Nobody here serves that target" : "Not accepting messages");
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
