import ProxmoxAccess
import Testing

/// Tickets, tokens and logins: 2.3, 2.4 and 4.1 to 4.4.
@Suite struct AuthenticationTests {
    private let key = TicketKey(seed: 7)
    private let now = 1_800_000_000
    private let access: AccessControl
    private let older: AccessControl

    init() throws {
        access = try Self.people(.version9_2)
        older = try Self.people(.version8_4)
    }

    private static func people(_ profile: AccessProfile) throws -> AccessControl {
        var access = accessControl(
            """
            user:ann@pve:1:
            token:ann@pve!ci:0:0:
            token:ann@pve!old:1700000000:0:
            user:off@pve:0:
            token:off@pve!ci:0:0:
            acl:1:/:ann@pve:PVEAuditor:
            """, profile: profile)
        try access.setPassword("correct horse", of: "ann@pve")
        try access.setPassword("root's own", of: "root@pam")
        for (name, user) in [("ci", "ann@pve"), ("old", "ann@pve"), ("ci", "off@pve")] {
            try access.changeToken(name, of: user, TokenChange(), secret: "s3cret")
        }
        return access
    }

    @Test func aTokenNeedsNoMore() throws {
        let caller = try recognise(authorization: "PVEAPIToken=ann@pve!ci=s3cret", method: "POST")
        #expect(caller == .token(try #require(TokenID("ann@pve!ci"))))
        #expect(try recognise(authorization: "PVEAPIToken ann%40pve!ci=s3cret") == caller)
    }

    @Test(arguments: [
        ("PVEAPIToken=ann@pve!ci=wrong", "invalid token value!"),
        ("PVEAPIToken=ann@pve!no=s3cret", "no such token 'no' for user 'ann@pve'"),
        ("PVEAPIToken=who@pve!ci=s3cret", "no such user ('who@pve')"),
        ("PVEAPIToken=off@pve!ci=s3cret", "user 'off@pve' is disabled"),
        ("PVEAPIToken=ann@pve!old=s3cret", "token 'old' access expired"),
        ("PVEAPIToken=ann@pve!ci", "no tokenid specified"),
        ("PVEAuthCookie=PVE:ann@pve:00000000::x", "permission denied - invalid PVE ticket"),
    ])
    func aWrongCallerHearsTheReasonOnlyFromOlderVersions(authorization: String, reason: String) {
        #expect(refusal(authorization: authorization)?.text == "Authentication failed!")
        #expect(refusal(authorization: authorization, profile: .version8_4)?.text == reason)
        #expect(refusal(authorization: authorization)?.status == 401)
    }

    @Test func withoutCredentialsOnlyTheLoginIsOpen() throws {
        #expect(refusal()?.text == "No ticket")
        #expect(refusal(authorization: "Bearer x")?.text == "No ticket")
        #expect(try recognise(method: "POST", path: "/access/ticket") == nil)
        #expect(AuthenticationFailure.delaySeconds == 3)
    }

    @Test func aTicketCountsForTwoHoursFromAnyHeader() throws {
        let ticket = try #require(try login("correct horse").ticket)
        #expect(ticket.hasPrefix("PVE:ann@pve:6B49D200::"))
        for cookie in ["PVEAuthCookie=\(ticket)", "a=b; PVEAuthCookie=\(ticket.replacing(":", with: "%3A"))"] {
            #expect(try recognise(cookie: cookie) == .user(try UserID("ann@pve")))
        }
        #expect(try recognise(authorization: "PVEAuthCookie=\(ticket)") == .user(try UserID("ann@pve")))
        #expect(refusal(cookie: "a=b;PVEAuthCookie=\(ticket)")?.text == "No ticket")
        #expect(refusal(cookie: "PVEAuthCookie=\(ticket)x")?.text == "Authentication failed!")
        #expect(try recognise(cookie: "PVEAuthCookie=\(ticket)", after: 7_199) != nil)
        #expect(refusal(cookie: "PVEAuthCookie=\(ticket)", after: 7_200) != nil)
        #expect(refusal(cookie: "PVEAuthCookie=\(ticket)", after: -300) != nil)
    }

    @Test func aTicketWinsOverAToken() {
        let both = "PVEAuthCookie=wrong; PVEAPIToken=ann@pve!ci=s3cret"
        #expect(refusal(authorization: both)?.text == "Authentication failed!")
    }

    @Test func writesWithATicketNeedTheTokenAgainstForgery() throws {
        let answer = try login("correct horse")
        let cookie = "PVEAuthCookie=\(try #require(answer.ticket))"
        #expect(refusal(cookie: cookie, method: "PUT")?.text == "Permission denied - invalid csrf token")
        #expect(try recognise(cookie: cookie, csrfToken: answer.csrfPreventionToken, method: "DELETE") != nil)
        let other = try access.answer(
            to: Login(userName: "root@pam", password: "root's own"), key: key, nowSeconds: now)
        #expect(refusal(cookie: cookie, csrfToken: other.csrfPreventionToken, method: "POST") != nil)
    }

    @Test func anUploadNeedsTheRightInsteadOfTheToken() throws {
        let path = "/nodes/pve1/storage/local/upload"
        let ann = "PVEAuthCookie=\(try #require(try login("correct horse").ticket))"
        let failure = try #require(refusal(cookie: ann, method: "POST", path: path))
        #expect(failure.status == 403)
        #expect(failure.text == "Permission check failed (/storage/local, Datastore.AllocateTemplate)")
        let root = try access.answer(
            to: Login(userName: "root", realm: "pam", password: "root's own"), key: key, nowSeconds: now)
        #expect(try recognise(cookie: "PVEAuthCookie=\(try #require(root.ticket))", method: "POST", path: path) != nil)
    }

    @Test func aTicketRenewsItselfAndRootsMakesOthers() throws {
        let ticket = try #require(try login("correct horse").ticket)
        #expect(try login(ticket).userName == "ann@pve")
        let root = try access.answer(
            to: Login(userName: "root@pam", password: "root's own"), key: key, nowSeconds: now)
        #expect(try login(try #require(root.ticket)).ticket == ticket)
        #expect(throws: AccessFailure.loginFailed) {
            try access.answer(to: Login(userName: "root@pam", password: ticket), key: key, nowSeconds: now)
        }
    }

    @Test(arguments: ["wrong", "", "s3cret"])
    func everyFailedLoginHasOneText(password: String) throws {
        for user in ["ann@pve", "off@pve", "who@pve", "x", "ann@ldap"] {
            let failure = refused {
                _ = try access.answer(to: Login(userName: user, password: password), key: key, nowSeconds: now)
            }
            #expect(failure == .loginFailed)
            #expect(failure?.message == "authentication failure\n")
            #expect(failure?.delaySeconds == 3)
        }
    }

    @Test func aLoginCanAskForPrivileges() throws {
        let question = Login.Question(path: "/vms/100", privileges: "VM.Audit")
        let answer = try access.answer(
            to: Login(userName: "ann@pve", password: "correct horse", question: question), key: key, nowSeconds: now)
        #expect(answer.ticket == nil && answer.tellsClusterName)
        let more = Login.Question(path: "/vms/100", privileges: "VM.Audit VM.Clone")
        #expect(throws: AccessFailure.loginFailed) {
            try access.answer(
                to: Login(userName: "ann@pve", password: "correct horse", question: more), key: key, nowSeconds: now)
        }
    }

    @Test func secretsAreNeverPrinted() throws {
        let credentials = Credentials(cookie: nil, authorization: "PVEAPIToken=ann@pve!ci=s3cret", csrfToken: "c5rf")
        let answer = try login("correct horse")
        let texts = [
            "\(credentials)", String(reflecting: credentials), "\(credentials.proof)", "\(key)", "\(answer)",
            String(reflecting: answer), "\(Login(userName: "ann@pve", password: "correct horse"))",
        ]
        for text in texts {
            for secret in ["s3cret", "c5rf", "correct horse", "PVE:ann"] { #expect(!text.contains(secret)) }
        }
    }

    private func login(_ password: String) throws -> LoginAnswer {
        try access.answer(to: Login(userName: "ann@pve", password: password), key: key, nowSeconds: now)
    }

    private func recognise(
        cookie: String? = nil, authorization: String? = nil, csrfToken: String? = nil, method: String = "GET",
        path: String = "/version", after seconds: Int = 0, profile: AccessProfile = .version9_2
    ) throws(AuthenticationFailure) -> Identity? {
        try Authentication(access: profile == .version9_2 ? access : older, key: key, nowSeconds: now + seconds)
            .identity(
                of: Credentials(cookie: cookie, authorization: authorization, csrfToken: csrfToken), method: method,
                path: path)
    }

    private func refusal(
        cookie: String? = nil, authorization: String? = nil, csrfToken: String? = nil, method: String = "GET",
        path: String = "/version", after seconds: Int = 0, profile: AccessProfile = .version9_2
    ) -> AuthenticationFailure? {
        do throws(AuthenticationFailure) {
            _ = try recognise(
                cookie: cookie, authorization: authorization, csrfToken: csrfToken, method: method, path: path,
                after: seconds, profile: profile)
            return nil
        } catch { return error }
    }
}
