package dev.formwork.ui;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;

@Route("")
final class Probe extends Span {}
