terraform {
required_version=">= 1.7"
  backend "s3" {
    bucket = "b"
    key="k"
  }
  required_providers {
    random = { source = "hashicorp/random", version = "~> 3.5" }
    tls = {
    source = "hashicorp/tls" }
  }
}

provider "random" {}

provider "tls" {
  alias = "second"
    proxy { url = "https://x" }
}

data "aws_iam_policy_document" "d" {
  dynamic "statement" {
  for_each = var.statements
  iterator=s
      content {
      actions = s.value.actions
        resources = ["*"]
        dynamic condition {
          for_each = s.value.conditions
          content {
            test = condition.value.test
            variable = condition.value.variable
            values = [ condition.value.value ]
          }
        }
      }
  }
}

resource "random_id" "i" {
  byte_length = 4
  keepers = { a = 1 }
  lifecycle { create_before_destroy = true }
  provisioner "local-exec" {
    command = "echo"
      when = destroy
  }
  timeouts {}
}

module "m" {
  source = "terraform-aws-modules/s3-bucket/aws"
  version= "~> 4.0"

  providers = {
    aws = aws
    aws.other=aws.other
  }
  bucket = "b"
}

check "health" {
  data "http" "x" { url = "https://example.com" }
  assert {
    condition = data.http.x.status_code==200
    error_message = "${data.http.x.url} is not healthy"
  }
}

output "o" { value = data.aws_iam_policy_document.d.json }

removed {
  from = random_id.old
  lifecycle {
  destroy = false
  }
}
