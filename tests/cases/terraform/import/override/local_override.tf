locals {
  name = "orders-on-my-machine"
}

resource "aws_apigatewayv2_api" "orders" {
  description = <<-EOT
    For trying out.
  EOT

  cors_configuration {
    allow_origins = ["*"]
  }
}

resource "aws_sqs_queue" "late" {
  visibility_timeout_seconds = 60

  lifecycle {
    prevent_destroy = false
  }
}

resource "aws_sqs_queue" "missing" {
  name = "missing"
}
