resource "aws_iam_policy"   "logs" {
    name="logs"
    description = "May write"
  policy = <<-POLICY
      {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "${ join( "," , var.actions ) }", "Resource": "*" }]
      }
      POLICY
      path= "/"
}

resource "local_file" "script" {
  filename = "a"
   content_base64   = base64encode(<<EOT
  #!/bin/sh
    echo "$${HOME}" %%{ not a template }
  %{ for name in   var.names ~}
  echo ${name}
  %{ endfor ~}
EOT
)
  lines = [ <<A
one
A
 ,<<-B
   two ${
   var.two
      } three
   B
      ]
}

resource "null_resource" "empty" {
  a = <<EOT
EOT
  bcd = 1
}
