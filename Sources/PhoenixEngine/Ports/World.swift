package import PhoenixPorts

/// The doors through which a sync reaches everything outside.
package struct World: Sendable {
    package let driver: any HostDriver
    package let shell: any GuestShell
    package let clock: any WorldClock
    package let journal: any RunJournal
    package let sink: any EventSink
    package let interruption: any Interruption

    package init(
        driver: any HostDriver, shell: any GuestShell, clock: any WorldClock, journal: any RunJournal,
        sink: any EventSink, interruption: any Interruption = NoInterruption()
    ) {
        self.driver = driver
        self.shell = shell
        self.clock = clock
        self.journal = journal
        self.sink = sink
        self.interruption = interruption
    }
}

extension World {
    /// The eyes of this world.
    package var observer: Observer { Observer(driver: driver, shell: shell, clock: clock) }
}
