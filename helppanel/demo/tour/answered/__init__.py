"""The story of what was answered: two users and a member, an agent, a mailbox and the website's form."""
