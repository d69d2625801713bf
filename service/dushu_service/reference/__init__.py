"""The pages at `/docs` and `/problems/{code}`: the OpenAPI description, for people.

Made on the server, once, from the very document at `/schema`: plain HTML and one style sheet, no script. The known
viewers of OpenAPI need inline styles, or turn strings into markup in the browser, which the policy forbids.
"""
