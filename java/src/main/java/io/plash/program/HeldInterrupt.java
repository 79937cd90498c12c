package io.plash.program;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leaves SIGINT to the program that has the terminal while this process goes on, as system(3) does. The JDK offers
 * this only by sun.misc.Signal, for which the compiler has a warning that cannot be turned off; it is called by
 * reflection, therefore, and where it is missing a SIGINT ends this process as usual.
 */
public final class HeldInterrupt implements AutoCloseable {
  private final AtomicBoolean seen = new AtomicBoolean();
  private final Object former;

  /** Ignores SIGINT until this object is closed. */
  public HeldInterrupt() {
    this.former = handle(null);
  }

  /** Tells whether a SIGINT has come. */
  public boolean wasSeen() {
    return seen.get();
  }

  @Override
  public void close() {
    if (former != null) {
      handle(former);
    }
  }

  // Installs the handler, or with null one that only notes the signal, and returns the former one or null.
  private Object handle(Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> kind = Class.forName("sun.misc.SignalHandler");
      Object noting = Proxy.newProxyInstance(HeldInterrupt.class.getClassLoader(), new Class<?>[] {kind},
          (proxy, method, arguments) -> {
            seen.set(true);
            return null;
          });
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      return signal.getMethod("handle", signal, kind).invoke(null, interrupt, handler == null ? noting : handler);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
