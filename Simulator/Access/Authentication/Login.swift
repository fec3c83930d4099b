/// A request for a ticket, `POST /access/ticket`.
package struct Login: Sendable, Hashable {
    /// With or without a realm.
    package let userName: String
    /// Joined to the name when given.
    package let realm: String?
    /// A password, or a ticket that still counts.
    package let password: String
    /// Asks only whether the user has privileges on a path; no ticket is made.
    package let question: Question?

    /// The parameters `path` and `privs`.
    package struct Question: Sendable, Hashable {
        /// As given.
        package let path: String
        /// A list, as given.
        package let privileges: String

        /// States what is asked.
        package init(path: String, privileges: String) {
            self.path = path
            self.privileges = privileges
        }
    }

    /// States a login.
    package init(userName: String, realm: String? = nil, password: String, question: Question? = nil) {
        self.userName = userName
        self.realm = realm
        self.password = password
        self.question = question
    }

    var user: UserID? {
        UserID(ifValid: realm.map { $0.isEmpty ? userName : "\(userName)@\($0)" } ?? userName)
    }
}

/// Never tells the password.
extension Login: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String { "login of '\(userName)'" }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The answer to a login.
package struct LoginAnswer: Sendable, Hashable {
    /// With realm.
    package let userName: String
    /// Nil when only a question about privileges was answered.
    package let ticket: String?
    /// For the header of that name; nil together with the ticket.
    package let csrfPreventionToken: String?
    /// Privileges by section, as the member `cap` tells them (each with the value 1).
    package let capabilities: [String: PrivilegeSet]
    /// Whether the cluster's name may be told: it stands in the answer only with `Sys.Audit` on the root.
    package let tellsClusterName: Bool
}

/// Never tells the ticket.
extension LoginAnswer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String { "ticket of '\(userName)'" }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
