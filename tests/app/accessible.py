# SPDX-License-Identifier: GPL-3.0-or-later
# A client of AT-SPI as a screen reader is one: finds the program on the accessibility bus, walks its tree, and looks for the
# fields of the diagram with name, role and value, in both languages.
import os, subprocess, sys, time
import dbus

ATSPI = "org.a11y.atspi.Accessible"
PROPERTIES = "org.freedesktop.DBus.Properties"


def bus():
    session = dbus.SessionBus()
    status = dbus.Interface(session.get_object("org.a11y.Bus", "/org/a11y/bus"), PROPERTIES)
    status.Set("org.a11y.Status", "IsEnabled", True)
    address = dbus.Interface(session.get_object("org.a11y.Bus", "/org/a11y/bus"), "org.a11y.Bus").GetAddress()
    return dbus.bus.BusConnection(address)


def children(connection, place):
    count = int(dbus.Interface(connection.get_object(*place), PROPERTIES).Get(ATSPI, "ChildCount"))
    interface = dbus.Interface(connection.get_object(*place), ATSPI)
    return [tuple(map(str, interface.GetChildAtIndex(i))) for i in range(count)]


def node(connection, place):
    properties = dbus.Interface(connection.get_object(*place), PROPERTIES)
    role = str(dbus.Interface(connection.get_object(*place), ATSPI).GetRoleName())
    return str(properties.Get(ATSPI, "Name")), role, str(properties.Get(ATSPI, "Description"))


def isShowing(connection, place):
    states = dbus.Interface(connection.get_object(*place), ATSPI).GetState()
    return bool(int(states[0]) >> 25 & 1)  # ATSPI_STATE_SHOWING


def program(connection, deadline):
    root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
    while time.monotonic() < deadline:  # it registers when it has started
        for place in children(connection, root):
            try:
                if node(connection, place)[0] == "framescope":
                    return place
            except dbus.DBusException:
                pass
        time.sleep(0.1)
    sys.exit("framescope did not come to the accessibility bus")


def walk(connection, place):
    found = {}
    todo = [place]
    while todo:
        here = todo.pop()
        try:
            found[here] = node(connection, here)
            if found[here][1] not in ("menu", "menu item", "combo box"):
                todo += [c for c in children(connection, here) if c[1] != "/org/a11y/atspi/null"]
        except dbus.DBusException:
            pass  # it has gone since
    return found


def check(language, following, wanted):
    connection = bus()
    running = subprocess.Popen([sys.argv[1], sys.argv[2], "--lang", language],
                               env=dict(os.environ, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", QT_QPA_PLATFORM="xcb"))
    try:
        deadline = time.monotonic() + 40
        place = program(connection, deadline)
        missing = wanted
        while missing and time.monotonic() < deadline:
            found = walk(connection, place)
            names = {name for name, _, _ in found.values()}
            missing = [name for name in wanted if not any(each == name or each.startswith(name + ":") for each in names)]
            # To the first unit, as a hand would: the button is pressed over the bus.
            button = [at for at, (name, role, _) in found.items() if role == "push button" and name == following]
            if missing and button:
                try:
                    dbus.Interface(connection.get_object(*button[0]), "org.a11y.atspi.Action").DoAction(0)
                except dbus.DBusException:
                    pass  # the walk was made while the window was still being built
        if missing:
            sys.exit(f"{language}: not told of {missing}; told of {sorted(names)}")
        unnamed = [role for at, (name, role, _) in found.items()
                   if not name and isShowing(connection, at) and role in ("push button", "check box", "combo box", "text")]
        if unnamed:
            sys.exit(f"{language}: without a name: {unnamed}")
        print(f"{language}: {len(found)} objects")
    finally:
        running.terminate()
        running.wait()


check("en", "Next step (F8)", ["Request target: /chat", "HTTP version: HTTP/1.1", "Conversation", "Explanation"])
check("ko", "다음 단계(F8)", ["요청 대상: /chat", "HTTP 버전: HTTP/1.1", "대화", "설명"])
