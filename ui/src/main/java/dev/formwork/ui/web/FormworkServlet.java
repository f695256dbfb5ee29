package dev.formwork.ui.web;

import com.vaadin.quarkus.QuarkusVaadinServlet;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import org.atmosphere.cpr.ApplicationConfig;

/** The Vaadin servlet, with web sockets opened on worker threads. */
@WebServlet(
    urlPatterns = "/*",
    asyncSupported = true,
    loadOnStartup = 1,
    initParams =
        @WebInitParam(
            name = ApplicationConfig.WEBSOCKET_PROCESSOR,
            value = "dev.formwork.ui.web.WebSocketsOnWorkerThreads"))
public class FormworkServlet extends QuarkusVaadinServlet {

  private static final long serialVersionUID = 1L;
}
