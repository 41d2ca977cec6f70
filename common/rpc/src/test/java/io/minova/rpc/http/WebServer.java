package io.minova.rpc.http;

import java.io.File;
import java.util.concurrent.Executor;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;

/** A web server on the loopback with one servlet, its requests on a given executor. */
final class WebServer implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();

    WebServer(int port, RpcServlet servlet, Executor executor) throws Exception {
        tomcat.setBaseDir("target/tomcat");
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxKeepAliveRequests", "-1");
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(executor);
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", new File("target").getAbsolutePath());
        Wrapper wrapper = Tomcat.addServlet(context, "rpc", servlet);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping(HttpRpc.PATH);
        tomcat.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
