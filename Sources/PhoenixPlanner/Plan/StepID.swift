package import PhoenixModel

extension Named {
    package enum Step {}
}

/// The stable name of a step: the guest's number and what is done, such as `101/feature/docker`.
package typealias StepID = Name<Named.Step>

extension Name<Named.Step> {
    package init(_ guest: GuestID, _ what: String) {
        self.init("\(guest)/\(what)")
    }
}
