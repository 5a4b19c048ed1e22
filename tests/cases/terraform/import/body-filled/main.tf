variable "lambda_invoke_arn" {
  type = string
}

# As it was written before Terraform had a function for it.
data "template_file" "orders" {
  template = file("${path.module}/orders.yaml")

  vars = {
    uri   = var.lambda_invoke_arn
    title = "orders"
  }
}

resource "aws_api_gateway_rest_api" "orders" {
  name              = "orders"
  body              = data.template_file.orders.rendered
  put_rest_api_mode = "merge"
}

locals {
  bills = replace(file("${path.module}/bills.json"), "__LAMBDA__", var.lambda_invoke_arn)
}

resource "aws_api_gateway_rest_api" "bills" {
  name = "bills"
  body = local.bills
}
